"""The headers that protect who reads: nothing from elsewhere, nothing inline, no page in another's frame."""

SITE_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
WORKSPACE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The workspace has forms and a script of its own, which is a file."""

COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
}
SITE = {"Content-Security-Policy": SITE_POLICY, **COMMON}
WORKSPACE = {"Content-Security-Policy": WORKSPACE_POLICY, **COMMON}
