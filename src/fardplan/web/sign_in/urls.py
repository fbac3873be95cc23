"""The addresses of signing in. Those of allauth that the workspace does not use are not there.

There is no page for signing up, and none for e-mail addresses or provider accounts: an administrator keeps
accounts, and a person's own page corrects the address.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.apps import apps
from django.urls import URLPattern, path, re_path

from fardplan.web.sign_in.views import closed, limited, onward

__all__ = ["limited", "urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("logga-in/", account.login, name="account_login"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("avslutat/", account.account_inactive, name="account_inactive"),
    path("stangt/", closed, name="account_signup"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("losenord/byt/", account.password_change, name="account_change_password"),
    path("losenord/satt/", closed, name="account_set_password"),
    path("losenord/glomt/", account.password_reset, name="account_reset_password"),
    path("losenord/glomt/skickat/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "losenord/nytt/klart/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("tvafaktor/", mfa.index, name="mfa_index"),
    path("tvafaktor/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("tvafaktor/bekrafta/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("tvafaktor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("tvafaktor/app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tvafaktor/reservkoder/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tvafaktor/reservkoder/nya/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("tvafaktor/reservkoder/fil/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("annan/avbrutet/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("annan/fel/", social.login_error, name="socialaccount_login_error"),
    path("annan/stangt/", closed, name="socialaccount_signup"),
    path("annan/", closed, name="socialaccount_connections"),
    path("openid/<slug:provider_id>/", onward(openid.login), name="openid_connect_login"),
    path("openid/<slug:provider_id>/svar/", openid.callback, name="openid_connect_callback"),
]

if apps.is_installed("allauth.socialaccount.providers.saml"):
    from allauth.socialaccount.providers.saml import views as saml

    urlpatterns += [
        path("saml/<slug:organization_slug>/", onward(saml.login), name="saml_login"),
        path("saml/<slug:organization_slug>/svar/", saml.acs, name="saml_acs"),
        path("saml/<slug:organization_slug>/svar/klart/", saml.finish_acs, name="saml_finish_acs"),
        path("saml/<slug:organization_slug>/ut/", saml.sls, name="saml_sls"),
        path("saml/<slug:organization_slug>/metadata/", saml.metadata, name="saml_metadata"),
    ]
