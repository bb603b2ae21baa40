"""Record values to page values to PDF bytes, in any language; no Qt, and data never becomes markup."""
