"""What every test may use: the reference data beside the checkout, and nothing from outside."""

import os
from pathlib import Path

import pytest
from django.conf import settings as of_django
from hypothesis import Phase, settings

pytest_plugins = ("tests.browser", "tests.network", "tests.postgres", "tests.skipped", "tests.unmeasured")

# The browser's driver leaves an event loop in its thread, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A home's own key is made when its server starts.
of_django.SECRET_KEY = "only for tests"

REFERENCE_DATA = Path(__file__).resolve().parents[2] / "shared"

# How long an example takes depends on what else the machine does. A law that does not hold fails in its first
# examples nearly always; --hypothesis-profile=thorough looks for what is rare.
settings.register_profile("ordinary", settings.default, deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)
# A mutant is noticed by the first example that fails; the same examples every time, and none made smaller.
settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=30,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("ordinary")


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of reference data beside the checkout; tests that need it say so when it is absent."""
    if not REFERENCE_DATA.is_dir():
        pytest.skip("reference data folder is not beside the checkout; the test compares with it")
    return REFERENCE_DATA
