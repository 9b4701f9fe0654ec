"""Names that pages give their parts: where the story stands, and what is not of it.

One table for all outlets. Names change without notice, so they are hints: `blocks.py` weighs them
against where the sentences stand.
"""

from __future__ import annotations

# Class or id of the element that holds the body, by the family that uses it.
_BODY = {
    "wire": "story-news articles_detail articlebody viewer article_main",
    "daily": """
        article-body article_body article_txt articletxt article_body_content news_view
        articlebodycontents article-text article-text-font-size par news_body_id nwscon gs_content
        sg_articlecontent viewcontent news_text atc_body ab_text articletext pnlcontent
    """,
    "business": """
        news_cnt_detail_wrap news_cnt textbody txt_area article_content cont_view news_body
        view_text articleeditbody article_cont newsview news_cnt_detail v_article view_con_t
    """,
    "trade": "news_content view_cont article_view_content articlecont news-body newsbody",
    "ndsoft": "article-view-content-div article-veiw-body articlebody view_con arl_view_content",
    "broadcaster": """
        text_area news_txt cont_newstext cmadcontent detail-body cnt_view newstxt story-body
        main_text article_cont_area
    """,
    "portal": """
        dic_area newsct_article articlebodycontents news_body_area article_view realartccontents
        article_body articlecontent newsendcontents harmonycontainer
    """,
    "other": """
        article_text article-content view_txt view_content article_con art_body art_txt newscontent
        article_conent entry-content post-content view-article post_body td-post-content
        amp-body articlecontents content-body txt_article aticle_txt news_body_area_contents
    """,
}
BODY_MARKS = frozenset(" ".join(_BODY.values()).split())

FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "header", "dialog", "menu"})
# Words in a class or id that say "not the story"; whole words of it.
_FURNITURE = """
    ad ads adv advert advertise advertisement adsense banner share sns social related relate
    relation recommend rank ranking popular best hot most hit comment comments reply caption
    copyright byline reporter reporters journalist writer profile tag tags hashtag hashtags keyword
    keywords subscribe newsletter promo promotion poll vote survey donate donation support
    supporters sponsor sponsored toolbar util utility font fontsize print breadcrumb nav gnb lnb
    snb menu footer header widget player vod stock ticker summary summarize tts layer popup modal
    tooltip pullquote desc imgdesc imgcaption photo photos gallery btn btns button login member
    paywall cookie consent outbrain taboola dable mobon realclick kakaochannel channel more
    opinion-poll bookmark scrap like emotion reaction jebo
"""
FURNITURE_WORDS = frozenset(_FURNITURE.split())
_STARTS = """
    relat recommen comment advert sponsor subscri newslet copyright byline caption donat breadcrumb
    hashtag toolbar imgcap imgdesc photocap adbox adwrap adarea adslot cmt livere disqus
"""
FURNITURE_STARTS = tuple(_STARTS.split())
# Under these names stands never the story, however many sentences they hold.
_NEVER = """
    comment comments reply replies rank ranking gnb lnb snb nav footer breadcrumb outbrain taboola
    dable
"""
NEVER_WORDS = frozenset(_NEVER.split())
NEVER_STARTS = ("comment", "reply", "cmt", "livere", "disqus")
