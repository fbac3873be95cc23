"""The forms of signing in, with our labels; what they check is allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import get_password_validators, password_validators_help_texts
from django.utils.functional import lazy

from fardplan.web.shell.words import lazy_message


def _rules() -> str:
    validators = get_password_validators(settings.AUTH_PASSWORD_VALIDATORS)
    return " ".join(password_validators_help_texts(validators))


LABELS = {
    "login": lazy_message("E-mail address"),
    "email": lazy_message("E-mail address"),
    "password": lazy_message("Password"),
    "oldpassword": lazy_message("The password you have now"),
    "password1": lazy_message("New password"),
    "password2": lazy_message("New password once more"),
    "code": lazy_message("Code"),
}
HELPS = {
    "password1": lazy(_rules, str)(),
    "code": lazy_message("Six digits from the app, or one of your recovery codes."),
}


class Labelled(forms.Form):
    """Our labels instead of the framework's; a label is never only a placeholder that vanishes."""

    template_name = "account/form.html"

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELPS.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignIn(Labelled, account.LoginForm):
    pass


class Forgotten(Labelled, account.ResetPasswordForm):
    pass


class _Chosen(Labelled):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}
        first, again = cleaned.get("password1"), cleaned.get("password2")
        if first and again and first != again:
            self.add_error("password2", lazy_message("It is not the same password both times."))
        return cleaned


class NewPassword(_Chosen, account.ResetPasswordKeyForm):
    """Also how somebody who was invited chooses the first one."""


class ChangedPassword(_Chosen, account.ChangePasswordForm):
    pass


class PasswordAgain(Labelled, account.ReauthenticateForm):
    pass


class Code(Labelled, mfa.AuthenticateForm):
    pass


class CodeAgain(Labelled, mfa.ReauthenticateForm):
    pass


class FirstCode(Labelled, ActivateTOTPForm):
    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.fields["code"].help_text = lazy_message("Six digits that the app shows now.")
