"""Passphrases: known answers of Argon2id, normalisation, policy, and calibration on machines of every speed."""

from __future__ import annotations

import pytest

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.vault import passphrase
from caseworker_desktop.vault.passphrase import CHEAP, MIB, KdfParameters, calibrate, derive


def test_known_answer():
    """Computed by argon2-cffi (the reference implementation): 2 passes, 64 MiB, 1 lane."""
    key = derive("password", b"somesaltsomesalt", KdfParameters(2, 64 * MIB))
    assert key.hex() == "fc33b78139231d34b71626bd6245c1d72efa190ad605c3d8166a72adcedfa2c2"


def test_one_passphrase_however_it_is_typed():
    salt = bytes(16)
    composed, decomposed, wide = "žalias ežeras", "z\u030calias ez\u030ceras", "ｚ\u030calias ežeras"
    assert derive(composed, salt, CHEAP) == derive(decomposed, salt, CHEAP) == derive(wide, salt, CHEAP)
    assert derive(composed, salt, CHEAP) != derive("Žalias ežeras", salt, CHEAP)
    assert derive(composed, salt, CHEAP) != derive(composed, b"\x01" + bytes(15), CHEAP)
    assert derive(composed, salt, CHEAP) != derive(composed, salt, KdfParameters(2, 8192))


def test_new_passphrases_have_ten_characters_after_normalisation():
    passphrase.check_new("dešimtženk")
    for short in ("", "devyniženk"[:9], "e\u0301" * 9):
        with pytest.raises(Refused) as refused:
            passphrase.check_new(short)
        assert refused.value.message.params == {"count": 10}


class Machine:
    """A machine that takes `start` seconds for 64 MiB, `each` for every further pass."""

    def __init__(self, start: float, each: float) -> None:
        self.start, self.each = start, each

    def __call__(self, parameters: KdfParameters) -> float:
        return (self.start + self.each * (parameters.ops - 1)) * parameters.memory_bytes / (64 * MIB)


@pytest.mark.parametrize(("start", "each"), [(0.3, 0.2), (0.05, 0.03), (0.03, 0.012), (0.02, 0.01), (0.01, 0.004), (0.2, 0.45)])
def test_calibration_lands_between_half_a_second_and_one(start: float, each: float):
    machine = Machine(start, each)
    chosen = calibrate(machine)
    assert 0.5 <= machine(chosen) <= 1.0
    assert 64 * MIB <= chosen.memory_bytes <= 128 * MIB
    assert chosen.within_limits()


def test_passes_are_raised_before_memory():
    assert calibrate(Machine(0.03, 0.012)).memory_bytes == 64 * MIB
    assert calibrate(Machine(0.01, 0.004)).memory_bytes == 128 * MIB


def test_a_slow_machine_keeps_the_floor():
    assert calibrate(Machine(3.0, 2.0)) == KdfParameters(1, 64 * MIB)


def test_a_noisy_first_measurement_is_mended():
    machine, calls = Machine(0.05, 0.03), []

    def noisy(parameters: KdfParameters) -> float:
        calls.append(parameters)
        return machine(parameters) * (4 if len(calls) <= 2 else 1)

    assert 0.5 <= machine(calibrate(noisy)) <= 1.0


def test_profiles():
    assert passphrase.parameters_for("cheap") == CHEAP
    assert passphrase.fixed_parameters("cheap") == CHEAP
    assert passphrase.fixed_parameters("calibrated").memory_bytes == 64 * MIB
    assert not KdfParameters(1, 1 << 40).within_limits()
    assert not KdfParameters(10**9, 8192).within_limits()
    assert not KdfParameters(0, 8192).within_limits()
