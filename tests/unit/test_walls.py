# ruff: noqa: E501
"""Walls, block pages and pages of deleted articles, as servers send them with status 200."""

from __future__ import annotations

import pytest

from monitor.collect.body import extract_body
from monitor.model import ArticleState
from tests.outlets.furniture import AROUND, GNB, ps
from tests.outlets.stories import CLOUD, PAYWALLS

URL = "https://news.hanbit.example/article/1"


def site(inner: str, head: str = "<title>한빛일보</title>") -> str:
    """Return a page with the site's own menu, rankings and footer around `inner`."""
    markup = f"<html><head>{head}</head><body>{GNB}<div id='contents'>{inner}</div>{AROUND}</body></html>"
    return markup.replace("⟦", "").replace("⟧", "")


BLOCKED = {
    "cloudflare": '<html><head><title>Just a moment...</title><meta name="robots" content="noindex"></head><body><div class="main-wrapper"><h1 class="zone-name-title">news.hanbit.example</h1><h2>Verifying you are human. This may take a few seconds.</h2><p>news.hanbit.example needs to review the security of your connection before proceeding.</p><noscript>Enable JavaScript and cookies to continue</noscript></div><script>window._cf_chl_opt={};</script></body></html>',
    "cloudflare in Korean": '<html><head><title>잠시만 기다리십시오…</title></head><body><h1>news.hanbit.example</h1><p>계속하기 전에 news.hanbit.example에서 연결의 보안을 검토해야 합니다.</p><p>사람인지 확인하는 중입니다. 몇 초 정도 걸릴 수 있습니다.</p></body></html>',
    "cloudflare 1020": "<html><head><title>Access denied | hanbit.example used Cloudflare to restrict access</title></head><body><h1>Error 1020</h1><p>You do not have access to hanbit.example. The site owner may have set restrictions that prevent you from accessing the site.</p></body></html>",
    "incapsula": '<html><head><META NAME="robots" CONTENT="noindex,nofollow"><script src="/_Incapsula_Resource?SWJIYLWA=5074"></script></head><body>Request unsuccessful. Incapsula incident ID: 1234-5678</body></html>',
    "aws": "<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center></body></html>",
    "datadome": "<html><head><title>hanbit.example</title></head><body><p id='cmsg'>Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c'}</script></body></html>",
    "akamai": "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access \"http://hanbit.example/\" on this server.<P>Reference #18.1</BODY></HTML>",
    "perimeterx": "<html><head><title>Pardon Our Interruption</title></head><body><p>As you were browsing something about your browser made us think you were a bot. There are a few reasons this might happen.</p></body></html>",
    "Korean firewall": "<html><body><div class='box'><h2>보안 검사 중입니다</h2><p>안전한 접속을 위해 브라우저를 확인하고 있습니다. 잠시만 기다려 주세요.</p><p>자동으로 이동하지 않으면 새로고침해 주세요.</p></div></body></html>",
    "abnormal access": site("<div class='err'><strong>비정상적인 접근이 감지되어 접속이 제한됩니다.</strong><p>문의: 고객센터 02-0000-0000</p></div>"),
    "captcha in the site's own page": site("<h3>자동등록방지</h3><p>로봇이 아닙니다에 체크한 뒤 아래 숫자를 입력해 주세요.</p><img src='/captcha.php'>"),
    "overloaded": "<html><body><h1>접속자가 많아 대기 중입니다</h1><p>현재 접속 인원이 많아 접속이 지연되고 있습니다. 잠시만 기다려 주시면 순서대로 접속됩니다.</p><p>앞에 1,204명이 있습니다.</p></body></html>",
    "robot check": "<html><head><title>Robot Check</title></head><body><h4>Enter the characters you see below</h4><p>Sorry, we just need to make sure you're not a robot.</p></body></html>",
    "traffic": "<html><body><p>Our systems have detected unusual traffic from your computer network. Please try your request again later.</p></body></html>",
    "country": "<html><body><p>죄송합니다. 해당 국가에서는 접근이 차단되어 서비스를 이용하실 수 없습니다.</p></body></html>",
    "maintenance": site("<div><h2>서비스 점검 중입니다</h2><p>더 나은 서비스를 위해 시스템을 점검하고 있습니다. 점검 시간: 02:00~06:00</p></div>"),
}  # fmt: skip
GONE = {
    "alert": "<script>alert('존재하지 않는 기사입니다.');location.href='/';</script>",
    "deleted": site("<p>삭제되었거나 존재하지 않는 기사입니다.</p>"),
    "publisher asked": site("<div class='error'><p>언론사 요청에 의해 삭제된 기사입니다.</p></div>"),
    "not found": site("<h2>페이지를 찾을 수 없습니다.</h2><p>주소가 바뀌었거나 삭제되었을 수 있습니다.</p>", "<title>404 Not Found</title>"),
    "portal": site("<div><strong>해당 기사는 언론사의 요청으로 삭제되었습니다.</strong></div>"),
    "English": "<html><head><title>Page not found</title></head><body><h1>Page Not Found</h1><p>The article you are looking for has been removed or is no longer available.</p></body></html>",
}  # fmt: skip
CLOSED = {
    "login": site("<h2>로그인</h2><p>이 기사를 보시려면 로그인이 필요합니다.</p><form><input name='id'><input type='password'></form>"),
    "subscribers": site("<h1>새 공장에 7조원</h1><div class='pay'><p>구독자 전용 기사입니다. 구독하시면 전문을 볼 수 있습니다.</p></div>"),
    "English": "<html><body><h1>Plant to cost $5bn</h1><p>This article is for subscribers only. Subscribe to continue reading.</p></body></html>",
}  # fmt: skip
STATES = {"blocked": BLOCKED, "gone": GONE, "paywall": CLOSED}
CASES = [(state, name) for state, pages in STATES.items() for name in pages]


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
@pytest.mark.parametrize(("state", "name"), CASES)
def test_a_wall_is_known_and_gives_no_text_that_could_be_an_edit(
    state: str, name: str, encoding: str
) -> None:
    page = STATES[state][name].encode(encoding, "xmlcharrefreplace")
    article = extract_body(page, url=URL)
    assert article.state == state
    assert article.text == ""


@pytest.mark.parametrize("story", [CLOUD, PAYWALLS], ids=["bot walls", "paywalls"])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_story_about_walls_is_an_article_however_short(story: object, count: int) -> None:
    assert story in (CLOUD, PAYWALLS)
    told = CLOUD if story is CLOUD else PAYWALLS
    page = site(f"<h1>{told.title}</h1><div id='articleBody'>{ps(told.lines[:count])}</div>")
    article = extract_body(page.encode(), url=URL)
    assert article.state is ArticleState.ARTICLE
    assert article.text == "\n".join(told.lines[:count])
