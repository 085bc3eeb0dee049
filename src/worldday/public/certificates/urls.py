"""Addresses of certificates: they belong to no campaign, since papers outlive campaigns."""

from django.urls import URLPattern, path

from . import badge, checking, files, issuers, verify

urlpatterns: list[URLPattern] = [
    path("certificates/", checking.check, name="certificate_check"),
    path("certificates/keys.json", issuers.keys, name="certificate_keys"),
    path("certificates/verify_certificate.py", files.verifier, name="certificate_verifier"),
    path("certificates/issuers/<slug:unit>/", issuers.issuer, name="certificate_issuer"),
    path("certificates/issuers/<slug:unit>/did.json", issuers.did, name="certificate_did"),
    path("certificates/issuers/<slug:unit>/status/<slug:status>.jwt", issuers.status, name="certificate_status"),
    path("certificates/<slug:number>/", verify.certificate, name="certificate"),
    path("certificates/<slug:number>/certificate.pdf", files.pdf, name="certificate_pdf"),
    path("certificates/<slug:number>/badge.json", badge.json, name="certificate_json"),
    path("certificates/<slug:number>/badge.jwt", badge.jwt, name="certificate_jwt"),
]
