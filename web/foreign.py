"""Parameters that others hang on links: who counts visits, mails newsletters or sells advertisements. They mean nothing here.

Everything else that an address does not know is taken for a slip of the pen, and is an error.
"""

from __future__ import annotations

PREFIXES = ("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "mc_", "ga_", "stm_", "__hs", "_hs", "_bta_", "trk_")
"""Campaigns (Google and those who took its names over), Matomo, Piwik, HubSpot, Mailchimp, Bronto."""
NAMES = frozenset(
    {
        # Clicks on advertisements: Google, Microsoft, Meta, X, TikTok, LinkedIn, Yandex, Reddit, Pinterest, Snapchat.
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "msclkid", "fbclid", "twclid",
        "ttclid", "li_fat_id", "yclid", "ysclid", "_openstat", "rdt_cid", "epik", "sccid", "irclickid", "s_kwcid", "ef_id",
        # Shared from an app.
        "fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "igsh", "igshid", "si", "feature", "share", "share_id",
        "xmt", "cxt", "mibextid", "wt_mc", "wt_zmc",
        # Where a reader came from.
        "ref", "ref_src", "ref_url", "referer", "referrer", "via", "_ga", "_gl",
        # Newsletters.
        "mkt_tok", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "rb_clickid", "ck_subscriber_id", "sc_cid", "_kx",
        "dm_i", "ml_subscriber", "ml_subscriber_hash", "ss_source", "ss_campaign_id", "ss_email_id", "cmpid", "cmp",
        "campaign_id", "ncid", "ocid", "smid", "xtor", "guccounter", "guce_referrer", "guce_referrer_sig",
    }
)  # fmt: skip


def is_foreign(parameter: str) -> bool:
    """Whether a parameter is one that others hang on links; case makes no difference to them."""
    name = parameter.lower()
    return name in NAMES or name.startswith(PREFIXES)
