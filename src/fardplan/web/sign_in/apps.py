from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "fardplan.web.sign_in"
    label = "sign_in"

    def ready(self) -> None:
        # Receivers can be connected only when every app is loaded.
        from fardplan.web.sign_in import receivers  # noqa: PLC0415

        receivers.connect()
