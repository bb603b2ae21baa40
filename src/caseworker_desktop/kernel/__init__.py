"""The ground floor: values and small services that need nothing but the standard library."""
