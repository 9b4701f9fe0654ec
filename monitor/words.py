"""What a user reads, in Korean and in English: one table, looked up by key."""

from __future__ import annotations

import re
from typing import Literal

Lang = Literal["ko", "en"]

_REASONS = ("fetch.", "feed.", "body.", "file.")
_FIELD = re.compile(r"\{(\w+)\}")

# key: (Korean, English), with str.format fields. Grouped by who says it; keys are `room.what`.
WORDS: dict[str, tuple[str, str]] = {
    # --- model: kinds and modalities -------------------------------------------------------------
    "kind.changed": ("바뀜", "changed"),
    "kind.conflict": ("엇갈림", "conflict"),
    "kind.revised": ("기사 수정", "revised"),
    "kind.new": ("새 수치", "new"),
    "kind.confirmed": ("재확인", "confirmed"),
    "modality.asserted": ("사실", "asserted"),
    "modality.forecast": ("전망", "forecast"),
    "modality.planned": ("계획", "planned"),
    "modality.alleged": ("주장", "alleged"),
    "modality.denied": ("부인", "denied"),
    # --- judge: why an alert was raised ----------------------------------------------------------
    "reason.new": (
        "{subject} {metric}: 견줄 수치가 아직 없습니다.",
        "{subject} {metric}: nothing held to compare it with.",
    ),
    "reason.new_near": (
        "가장 가까운 수치는 '{figure}'이지만 {field} 항목이 달라({score}) 다른 수치로 보았습니다.",
        "the nearest figure is '{figure}', but its {field} differs ({score}): taken for another.",
    ),
    "reason.changed_later": (
        "같은 수치({figure})의 더 나중 값입니다: {old_period} → {new_period}.",
        "a later value of the same figure ({figure}): {old_period} → {new_period}.",
    ),
    "reason.changed_amended": (
        "같은 기간({new_period})의 값을 고쳐 발표했습니다: {figure}.",
        "the value for the same period ({new_period}) was amended: {figure}.",
    ),
    "reason.conflict_period": (
        "같은 기간({new_period})에 다른 값입니다: {figure}.",
        "another value for the same period ({new_period}): {figure}.",
    ),
    "reason.conflict_sources": (
        "출처에 따라 값이 다릅니다: {new_source} / {old_source} ({figure}).",
        "sources disagree: {new_source} / {old_source} ({figure}).",
    ),
    "reason.confirmed": (
        "알고 있던 값과 같습니다: {figure}.",
        "the value already held: {figure}.",
    ),
    "reason.confirmed_within": (
        "범위나 한계로 적은 값이 서로 어긋나지 않습니다: {figure}.",
        "a bound or a range that the other value meets: {figure}.",
    ),
    "reason.confirmed_rates": (
        "통화를 환산하면 같은 값입니다: {figure}.",
        "the same amount in another currency: {figure}.",
    ),
    "reason.confirmed_inverse": (
        "같은 비율을 거꾸로 적은 값입니다: {figure}.",
        "the same ratio said the other way round: {figure}.",
    ),
    "reason.confirmed_later": (
        "더 나중 기간({new_period})에도 값이 그대로입니다: {figure}.",
        "unchanged for a later period ({new_period}): {figure}.",
    ),
    "reason.history": (
        "이미 아는 값보다 앞선 기간의 값입니다: {figure}.",
        "of an earlier period than the value held: {figure}.",
    ),
    "reason.unconfirmed_jump": (
        "한 곳에서만 나온 값이 다섯 배 넘게 달라 확인이 필요합니다: {figure}.",
        "more than five times off on one source alone, to be confirmed: {figure}.",
    ),
    "reason.revised": (
        "같은 기사에서 이 값이 고쳐졌습니다: {figure}.",
        "the same page now says another value: {figure}.",
    ),
    # --- collect: why a feed or a page gave nothing ----------------------------------------------
    # Kept on rows in Korean; `reword` gives them in English.
    "fetch.no_address": ("쓸 수 없는 주소: {why}", "no usable address: {why}"),
    "fetch.private": (
        "공개망이 아닌 주소여서 접속하지 않음: {host}",
        "not an address of the public network, not asked: {host}",
    ),
    "fetch.port": ("접속하지 않는 포트: {port}", "a port that is never asked: {port}"),
    "fetch.loop": ("주소가 돌고 도는 이동(redirect)", "redirects in a circle"),
    "fetch.redirects": ("이동(redirect)이 {most}번을 넘음", "more than {most} redirects"),
    "fetch.nowhere": ("이동하라면서 주소가 없음", "a redirect without an address"),
    "fetch.bad_redirect": (
        "쓸 수 없는 주소로 이동: {why}",
        "redirected to no usable address: {why}",
    ),
    "fetch.paused": (
        "서버가 쉬어 달라고 함, {seconds}초 남음",
        "the server asked for a pause, {seconds} s left",
    ),
    "fetch.slow": (
        "{seconds}초 안에 응답이 끝나지 않음",
        "no complete answer within {seconds} s",
    ),
    "fetch.refused": ("서버에 연결할 수 없음", "cannot connect to the server"),
    "fetch.dns": ("호스트 이름을 찾을 수 없음", "the host name is not known"),
    "fetch.tls": ("보안 연결(TLS) 실패", "no secure connection (TLS)"),
    "fetch.broken": ("응답 도중 연결이 끊김", "the connection broke off"),
    "fetch.protocol": ("응답이 HTTP 규약에 맞지 않음", "the answer is not valid HTTP"),
    "fetch.headers": ("응답 헤더가 너무 큼", "headers of absurd size"),
    "fetch.large": ("크기가 {mib}MiB를 넘어 중단", "larger than {mib} MiB, stopped"),
    "fetch.encoding": ("요청하지 않은 압축 방식: {name}", "packed in a way not asked for: {name}"),
    "fetch.packed": ("압축이 깨진 응답", "a broken packed answer"),
    "fetch.status": ("서버가 거절함(HTTP {status})", "refused (HTTP {status})"),
    "fetch.status.401": ("로그인이 필요함(HTTP {status})", "asks for a login (HTTP {status})"),
    "fetch.status.403": ("접근을 막음(HTTP {status})", "access refused (HTTP {status})"),
    "fetch.status.404": ("없는 주소(HTTP {status})", "not found (HTTP {status})"),
    "fetch.status.410": ("영영 없어진 주소(HTTP {status})", "gone for good (HTTP {status})"),
    "fetch.status.429": ("너무 자주 묻는다고 함(HTTP {status})", "asked too often (HTTP {status})"),
    "fetch.status.503": ("서버가 잠시 쉼(HTTP {status})", "unavailable for now (HTTP {status})"),
    "fetch.status.5xx": ("서버 오류(HTTP {status})", "server error (HTTP {status})"),
    "feed.empty": ("내용이 없는 응답", "an empty answer"),
    "feed.html": ("피드가 아니라 웹 페이지(HTML)", "a web page (HTML), not a feed"),
    "feed.blocked": ("피드가 아니라 접근 차단 화면", "a bot wall, not a feed"),
    "feed.not_xml": ("피드가 아님: XML도 JSON Feed도 아님", "no feed: neither XML nor JSON Feed"),
    "feed.other_xml": ("피드가 아닌 XML: <{root}>", "XML that is no feed: <{root}>"),
    "feed.broken": ("깨진 XML이어서 읽을 수 없음", "broken XML, nothing to be read"),
    "feed.binary": ("피드가 아니라 이진 파일", "a binary file, not a feed"),
    "feed.none": ("이 페이지에서 피드를 찾지 못함", "no feed found from this page"),
    "body.binary": ("웹 페이지가 아님: {kind}", "not a web page: {kind}"),
    "body.large": ("페이지가 {mib}MiB를 넘음", "a page larger than {mib} MiB"),
    "body.empty": ("본문이 없는 페이지", "a page without an article"),
    "body.blocked": ("기사 대신 접근 차단 화면", "a bot wall instead of the article"),
    "body.gone": ("삭제되었거나 없는 기사", "the article was deleted or never was"),
    "body.paywall": ("로그인·구독해야 읽을 수 있음", "readable for members only"),
    "body.unparsable": ("HTML로 읽을 수 없음", "cannot be read as HTML"),
    "file.missing": ("파일이 없음", "no such file"),
    "file.unreadable": ("파일을 읽을 수 없음: {why}", "cannot read the file: {why}"),
    "file.kind": ("다루지 않는 파일 형식: {suffix}", "not a kind of file we read: {suffix}"),
    "file.large": ("파일이 {mib}MiB를 넘음", "a file larger than {mib} MiB"),
    "file.binary": ("글이 아니라 이진 파일", "a binary file, not text"),
    # --- cli -------------------------------------------------------------------------------------
    "cli.error": ("오류: {text}", "error: {text}"),
    "cli.wrong_use": (
        "잘못된 사용법: {text} (도움말: monitor --help)",
        "wrong usage: {text} (help: monitor --help)",
    ),
    "cli.option_needs_value": ("{option}: 값이 필요합니다", "{option}: needs a value"),
    "cli.bad_lang": ("--lang: ko 또는 en: {value!r}", "--lang: ko or en: {value!r}"),
    "cli.interrupted": ("중단했습니다", "interrupted"),
    "cli.bug": (
        "프로그램 오류입니다: {what} (자세한 내용: {file})",
        "this is a bug: {what} (details: {file})",
    ),
    "cli.version": ("버전을 보이고 끝냅니다", "show the version and exit"),
    "cli.help": (
        "뉴스를 읽어 추적하는 수치와 주장이 새로 나오거나 바뀌면 알려 줍니다.",
        "Reads the news and tells when a tracked figure or claim is new or different.",
    ),
    "cli.epilog": (
        "모든 명령 공통: --config FILE 설정 파일 · --data DIR 데이터 폴더 · "
        "--now TIME 프로그램의 시각 · --lang ko|en. 처음이라면: monitor demo",
        "With every command: --config FILE settings · --data DIR data folder · "
        "--now TIME the program's clock · --lang ko|en. New here? monitor demo",
    ),
    "cli.common": (
        "예: {example}  (공통 옵션: --config FILE, --data DIR, --now TIME, --lang ko|en)",
        "Example: {example}  (with every command: --config FILE, --data DIR, --now TIME, --lang ko|en)",
    ),
    # --- report: what a digest says --------------------------------------------------------------
    "report.title": ("수치 변동 알림", "Figures that moved"),
    "report.about": ("약 ", "about "),
    "report.least": ("이상", "at least "),
    "report.over": ("초과", "over "),
    "report.most": ("이하", "at most "),
    "report.under": ("미만", "under "),
    "report.half": ("절반", "half"),
    "report.since": ("{day}부터", "since {day}"),
    "report.until": ("{day}까지", "by {day}"),
    "report.years": ("{first}~{last}년", "{first}–{last}"),
    "report.quarter": ("{year}년 {number}분기", "Q{number} {year}"),
    "report.first_half": ("{year}년 상반기", "first half of {year}"),
    "report.second_half": ("{year}년 하반기", "second half of {year}"),
    "report.places_up": ("{places}계단 상승", "up {places}"),
    "report.places_down": ("{places}계단 하락", "down {places}"),
    "report.times": ("{about}{ratio}배", "{about}{ratio}-fold"),
    "report.back": ("원래 값으로", "back where it was"),
    "report.before": ("이전", "before"),
    "report.after": ("지금", "now"),
    "report.seed": ("기준 문서 {name}", "baseline document {name}"),
    "report.speaker": ("출처 {name}", "according to {name}"),
    "report.support": (
        "다른 언론사 {count}곳도 같은 값: {outlets}",
        "also said by {count}: {outlets}",
    ),
    "report.and_more": (" 등", " and more"),
    "report.why": ("판단 근거", "why"),
    "report.path": ("경과", "steps"),
    "report.read": ("기사 보기", "read"),
    "report.part.changed": ("바뀐 수치", "Changed"),
    "report.part.conflicts": ("엇갈리는 수치", "Conflicting"),
    "report.part.revised": ("고쳐진 기사", "Edited articles"),
    "report.part.new": ("새 수치", "New"),
    "report.part.uncertain": ("확실하지 않음", "Uncertain"),
    "report.uncertain_note": (
        "같은 수치인지 확실하지 않아 따로 둡니다.",
        "Set apart: it is not certain that this is the same figure.",
    ),
    "report.and_others": (" 외 {count}건", " and {count} more"),
    "report.more": ("외 {count}건", "and {count} more"),
    "report.left_out": (
        "줄인 항목 {count}건은 monitor alerts 명령으로 볼 수 있습니다.",
        "{count} items are left out here; `monitor alerts` lists them.",
    ),
    "report.subject_quiet": (
        "바뀐 수치 없음 ({day}, 기사 {articles}건)",
        "Nothing changed ({day}, {articles} articles)",
    ),
    "report.subject_uncertain": (
        "확실한 변동 없음, 확인할 수치 {count}건",
        "No certain change, {count} to look at",
    ),
    "report.quiet": (
        "바뀐 수치가 없습니다. 기사 {articles}건을 읽었습니다.",
        "Nothing changed; {articles} articles read.",
    ),
    "report.none_changed": (
        "바뀐 수치는 없고, 살펴볼 소식이 있습니다. 기사 {articles}건을 읽었습니다.",
        "No figure changed, but there is news to look at; {articles} articles read.",
    ),
    "report.lead": (
        "수치 {changed}건이 바뀌었습니다. 기사 {articles}건을 읽었습니다.",
        "{changed} figures changed; {articles} articles read.",
    ),
    "report.window_first": ("{until}까지", "until {until}"),
    "report.window": ("{since} ~ {until}", "{since} to {until}"),
    "report.confirmed": ("그대로인 수치 {count}건", "{count} figures confirmed"),
    "report.confirmed_here": ("재확인 {count}건", "{count} confirmed"),
    "report.feeds": ("피드 {feeds}개 중 {polled}개 확인", "{polled} of {feeds} feeds polled"),
    "report.articles": (
        "기사 {articles}건에서 수치 {claims}건을 읽음",
        "{claims} figures read in {articles} articles",
    ),
    "report.unread": ("읽지 못한 기사 {count}건", "{count} articles could not be read"),
    "report.failed": ("실패한 피드 {name}", "failed feed {name}"),
    "report.failed_more": ("그 밖에 실패한 피드 {count}개", "{count} more failed feeds"),
    "report.silent": ("조용한 피드 {name}", "silent feed {name}"),
    "report.silent_more": ("그 밖에 조용한 피드 {count}개", "{count} more silent feeds"),
    "report.rights": (
        "인용문의 저작권은 각 언론사에 있습니다. 원문은 링크에서 읽으세요.",
        "Quotes belong to their outlets; read the originals by their links.",
    ),
    "report.count": ("건", ""),
    "report.coverage": ("이번 알림의 범위", "What this digest rests on"),
    # --- send: why a message was not taken --------------------------------------------------------
    "send.bad_address": ("쓸 수 없는 메일 주소입니다", "not a usable mail address"),
    "send.bad_unsubscribe": (
        "https:// 또는 mailto: 주소여야 합니다",
        "must be an https:// or mailto: address",
    ),
    "send.clear_password": (
        "암호화 없이 비밀번호를 보내지 않습니다: starttls 또는 tls로 바꾸세요",
        "a password is not sent unencrypted: set starttls or tls",
    ),
    "send.timeout": ("{server} 응답이 너무 늦습니다", "{server} takes too long"),
    "send.login": (
        "{server} 로그인 거부: 사용자 이름과 비밀번호를 확인하세요 ({reply})",
        "{server} refused the login: check user name and password ({reply})",
    ),
    "send.unsupported": (
        "{server} 서버가 지원하지 않는 방식입니다: security 설정을 확인하세요 ({reply})",
        "{server} does not support this: check the security setting ({reply})",
    ),
    "send.refused": ("{server} 거부: {reply}", "{server} refused: {reply}"),
    "send.certificate": (
        "{server} 인증서를 믿을 수 없습니다 ({reply})",
        "the certificate of {server} does not hold ({reply})",
    ),
    "send.tls": (
        "{server} 암호화 연결 실패: 포트와 security 설정을 확인하세요 ({reply})",
        "no encrypted connection to {server}: check port and security ({reply})",
    ),
    "send.connection": ("{server} 연결 실패: {reply}", "no connection to {server}: {reply}"),
    "send.slack_one": (
        "봇 토큰과 웹훅 가운데 하나만 정하세요",
        "set either a bot token or a webhook",
    ),
    "send.slack_webhook": ("https:// 주소여야 합니다", "must be an https:// address"),
    "send.slack_blocks": ("메시지 내용을 읽을 수 없습니다", "the message's blocks cannot be read"),
    "send.slack_refused": ("{server} 거부: {reply}", "{server} refused: {reply}"),
    "send.slack_failed": ("{server} 전송 실패: {reply}", "{server} failed: {reply}"),
    "send.file": ("{path} 폴더에 쓸 수 없습니다: {reply}", "cannot write to {path}: {reply}"),
}


def say(key: str, lang: Lang = "ko", /, **values: object) -> str:
    """Return the words of `key` with `values` filled in; a missing key is a bug: KeyError."""
    korean, english = WORDS[key]
    return (english if lang == "en" else korean).format(**values)


def reword(text: str, lang: Lang = "ko", /) -> str:
    """Return a reason that was kept in Korean in the words of `lang`; others as they are.

    Reasons of failures are kept on rows as one Korean line; what stands in their fields is kept.

    >>> reword("크기가 10MiB를 넘어 중단", "en")
    'larger than 10 MiB, stopped'
    """
    if lang == "ko":
        return text
    for korean, english in (WORDS[key] for key in WORDS if key.startswith(_REASONS)):
        fields = _FIELD.findall(korean)
        pattern = "(.+)".join(re.escape(part) for part in _FIELD.sub("\0", korean).split("\0"))
        if found := re.fullmatch(pattern, text):
            return english.format(**dict(zip(fields, found.groups(), strict=True)))
    return text
