from importlib import import_module

from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "fardplan.web.sign_in"
    label = "sign_in"

    def ready(self) -> None:
        # Receivers can be connected only when every app is loaded, and so are imported here.
        import_module(f"{self.name}.receivers").connect()
