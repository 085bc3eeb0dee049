"""All settings in one flat file. Every value an operator may change comes from the environment, see .env.example."""

from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from worldday.base import env

PACKAGE = Path(__file__).resolve().parent
DATA = env.data_folder()

# --- the installation -------------------------------------------------------------------------------------------------
SECRET_KEY = env.secret()
SECRET_KEY_FALLBACKS = env.names("WORLDDAY_OLD_SECRET_KEYS", "")  # earlier keys: what they locked still opens
DEBUG = env.flag("WORLDDAY_DEBUG")
DEMO = env.flag("WORLDDAY_DEMO")
CLOCK_SHIFT = env.clock_shift()
PREFIX = env.path_prefix("SCRIPT_NAME")  # the site may be a column of an authority's portal: /zt/sjbzr2020
FORCE_SCRIPT_NAME = PREFIX or None
ALLOWED_HOSTS = env.names("WORLDDAY_HOSTS", "localhost,127.0.0.1,[::1]")
PUBLIC_URL = env.text("WORLDDAY_URL", "http://127.0.0.1:8000").rstrip(
    "/"
)  # scheme and host printed into feeds and QR codes
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
ROOT_URLCONF = "worldday.urls"
WSGI_APPLICATION = "worldday.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_OPERATOR = env.text("WORLDDAY_OPERATOR")  # 主办单位, site code and filing number for the foot of every public page
SITE_CODE = env.text("WORLDDAY_SITE_CODE")
SITE_FILING = env.text("WORLDDAY_FILING")
# offered by the demo's bar; any other day may be typed
DEMO_DAYS = env.names("WORLDDAY_DEMO_DAYS", "2020-06-09,2020-10-14")
# notices and sample content
DEMO_FILES = Path(env.text("WORLDDAY_DEMO_FILES", str(PACKAGE.parent.parent / "demo"))).resolve()
# what officials read and the program runs
POLICIES = Path(env.text("WORLDDAY_POLICIES", str(PACKAGE.parent.parent / "policies"))).resolve()

INSTALLED_APPS = [
    "worldday.base",
    "worldday.messages",
    "worldday.units",
    "worldday.people",
    "worldday.campaigns",
    "worldday.materials",
    "worldday.certificates",
    "worldday.notices",
    # the kinds
    "worldday.quizzes",
    "worldday.draws",
    "worldday.courses",
    "worldday.events",
    "worldday.registry",
    "worldday.publishing",
    "worldday.broadcasts",
    "worldday.outreach",
    "worldday.evaluations",
    "worldday.windows",
    "worldday.statistics",
    "worldday.reports",
    # the surfaces
    "worldday.ui",
    "worldday.public",
    "worldday.desk",
    "worldday.demo",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "worldday.ui.middleware.BrowserRules",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "worldday.base.middleware.ClockMiddleware",
    "worldday.public.caching.OneLanguagePerAddress",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "worldday.desk.sign_in.middleware.StaffLanguage",
    "worldday.desk.sign_in.middleware.TimeOuts",
    "worldday.desk.sign_in.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "worldday.desk.middleware.DeskMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "worldday.ui.context.site",
            ],
        },
    },
]

# --- data -------------------------------------------------------------------------------------------------------------
DATABASES = {"default": dj_database_url.parse(env.database_url(), conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn at BEGIN instead of failing in the middle
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;",
    }
# "default" counts failed sign-ins, across processes and restarts; so many rows that no flood pushes a count out.
# "pictures" keeps what is quicker to draw again than to fetch from another machine.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "worldday_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    "pictures": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pictures"},
}
if redis := env.text("REDIS_URL"):
    shared = "django.core.cache.backends.redis.RedisCache"
    CACHES = {alias: {"BACKEND": shared, "LOCATION": redis, "KEY_PREFIX": alias} for alias in CACHES}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

MEDIA_ROOT = DATA / "uploads"  # never served as files: every download goes through its permission
FILE_UPLOAD_PERMISSIONS = 0o600
MATERIAL_MEGABYTES = {  # largest single file that units may send, by kind
    "photo": env.number("WORLDDAY_PHOTO_MB", 50),
    "document": env.number("WORLDDAY_DOCUMENT_MB", 100),
    "video": env.number("WORLDDAY_VIDEO_MB", 2048),
}
UNIT_MEGABYTES = env.number("WORLDDAY_UNIT_MB", 20_480)  # all files of one unit together
FORM_MEGABYTES = env.number("WORLDDAY_FORM_MB", 300)  # one form sent without script; with script files come in pieces
SPARE_MEGABYTES = env.number("WORLDDAY_SPARE_MB", 500)  # of the disk, kept free for the database: uploads wait
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # the review form of a notice with hundreds of activities
STATIC_URL = f"{PREFIX}/static/"  # absolute: every thread and process must name the same address
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "worldday.base.static_storage.ByContent"},
}

# --- languages and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = env.time_zone()

# --- people -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "units.Staff"
AUTHENTICATION_BACKENDS = ["worldday.units.backends.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "worldday.units.adapter.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff are invited to an address; nobody signs up
ACCOUNT_RATE_LIMITS = {"login_failed": "30/5m/ip,5/15m/key", "login": "60/m/ip"}  # an office shares one address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL = LOGIN_URL = "account_login"
ACCOUNT_FORMS = {"login": "worldday.desk.sign_in.forms.SignIn"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
MFA_ADAPTER = "worldday.units.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Worldday"
REQUIRE_TOTP = env.flag("WORLDDAY_REQUIRE_TOTP")  # a second factor for organisers, auditors and system administrators
LOGIN_REDIRECT_URL = "wagtailadmin_home"
EMAIL_BACKEND = env.text("WORLDDAY_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = env.text("WORLDDAY_FROM", "worldday@localhost")
EMAIL_HOST, EMAIL_PORT = env.text("WORLDDAY_SMTP_HOST", "localhost"), env.number("WORLDDAY_SMTP_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("WORLDDAY_SMTP_USER"), env.text("WORLDDAY_SMTP_PASSWORD")
EMAIL_USE_TLS, EMAIL_TIMEOUT = env.flag("WORLDDAY_SMTP_TLS"), 20

# --- the public -------------------------------------------------------------------------------------------------------
SMS_CHANNEL = env.text("WORLDDAY_SMS", "demo" if DEMO else "console")  # gateway, console or demo: messages/channels/sms
SMS_URL = env.text("WORLDDAY_SMS_URL")
SMS_KEY = env.text("WORLDDAY_SMS_KEY")
# staff are told by text message, too: needs templates at the platform
SMS_TELLS = env.flag("WORLDDAY_SMS_TELLS") or DEMO
WECHAT_APP_ID = env.text("WORLDDAY_WECHAT_APP_ID")  # without one, nobody is asked to come through WeChat
WECHAT_SECRET = env.text("WORLDDAY_WECHAT_SECRET")
WECHAT_TEMPLATE = env.text("WORLDDAY_WECHAT_TEMPLATE")  # template message by which staff are told; off without one
WECHAT_FIELDS = env.names("WORLDDAY_WECHAT_FIELDS", "thing1=campaign,thing2=what,time3=due")  # its field = our fact
WECHAT_API = env.text("WORLDDAY_WECHAT_API", "https://api.weixin.qq.com").rstrip("/")
WECHAT_OPEN = env.text("WORLDDAY_WECHAT_OPEN", "https://open.weixin.qq.com").rstrip("/")

# --- people who come --------------------------------------------------------------------------------------------------
DISTRICTS = env.names(  # what people who come may say they come from; Shanghai's are proposed
    "WORLDDAY_DISTRICTS",
    "黄浦区,徐汇区,长宁区,静安区,普陀区,虹口区,杨浦区,闵行区,宝山区,嘉定区,浦东新区,金山区,松江区,青浦区,奉贤区,崇明区",
)
DISTRICTS_EN = env.pairs(  # what English pages call them, and districts of units
    "WORLDDAY_DISTRICTS_EN",
    "黄浦区=Huangpu District,徐汇区=Xuhui District,长宁区=Changning District,静安区=Jing'an District,普陀区=Putuo District,"
    "虹口区=Hongkou District,杨浦区=Yangpu District,闵行区=Minhang District,宝山区=Baoshan District,嘉定区=Jiading District,"
    "浦东新区=Pudong New Area,金山区=Jinshan District,松江区=Songjiang District,青浦区=Qingpu District,奉贤区=Fengxian District,"
    "崇明区=Chongming District,临港新片区=Lin-gang Special Area,昆山市=Kunshan City,太仓市=Taicang City",
)

# --- reminders --------------------------------------------------------------------------------------------------------
REMIND_FROM = env.clock_time("WORLDDAY_REMIND_FROM", "08:30")  # people are reminded on working days between these
REMIND_UNTIL = env.clock_time("WORLDDAY_REMIND_UNTIL", "18:00")
REMIND_LATE_DAYS = env.number("WORLDDAY_REMIND_LATE_DAYS", 30)  # afterwards only a person urges

# --- security ---------------------------------------------------------------------------------------------------------
SECURE = PUBLIC_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "worldday_session"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = f"{PREFIX}/"
SESSION_COOKIE_AGE = 12 * 3600  # absolute time-out; the idle one is in desk/sign_in
TRUSTED_PROXIES = env.number("WORLDDAY_TRUSTED_PROXIES", 0)  # how many of our own stand in front, see base/address.py
DESK_IDLE_SECONDS = env.number("WORLDDAY_IDLE_SECONDS", 30 * 60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# --- the desk (Wagtail) -----------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Worldday"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no page and no server process asks a third party for anything
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_I18N_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.text("WORLDDAY_LOG_LEVEL", "WARNING")},
}
