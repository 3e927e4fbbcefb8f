"""Edges of asking Yahoo: what each of its answers and each fault of the connection is told as, and how long is waited."""

import json

import pytest
from curl_cffi import CurlECode, CurlOpt
from curl_cffi.requests import Response
from curl_cffi.requests.exceptions import (
    ConnectionError as NoConnection,
)
from curl_cffi.requests.exceptions import DNSError, ProxyError, RequestException, SSLError, Timeout
from yfinance.exceptions import YFDataException, YFRateLimitError, YFTickerMissingError

from loaders import quotes
from loaders.errors import Changed, Empty, Locked, RateLimited, Unreachable
from loaders.fetch import Fetch, Limits

HOST = "query2.finance.yahoo.com"


def test_curl_waits_for_a_connection_and_for_a_byte_as_long_as_the_limits_say(tmp_path):
    options = quotes.Bounded(Fetch([HOST], tmp_path, Limits(connect=2.5, read=7.2))).curl_options
    # Milliseconds; and so many seconds, begun ones whole, with less than a byte in each.
    assert options == {CurlOpt.CONNECTTIMEOUT_MS: 2500, CurlOpt.LOW_SPEED_TIME: 8, CurlOpt.LOW_SPEED_LIMIT: 1}


def answered(status, reason="", body=b"", **headers):
    response = Response()
    response.status_code, response.reason, response.content = status, reason, body
    response.headers.update(headers)
    return response


def refused(code, why):
    return json.dumps({"chart": {"result": None, "error": {"code": code, "description": why}}}).encode()


OUT_OF_ORDER = "query2.finance.yahoo.com answered {}: the service is out of order."
ADDRESS = "Expected an answer at query2.finance.yahoo.com/v8/finance/chart/BZ=F; found {}."


@pytest.mark.parametrize(
    ("response", "error", "words"),
    [
        (answered(429, "Too Many"), RateLimited, f"{HOST} answered 429 Too Many: it asks us to come back later."),
        (answered(429, **{"Retry-After": "90"}), RateLimited, f"{HOST} answered 429: it asks us to come back in 90 seconds."),
        (answered(401, "Unauthorized"), Locked, f"{HOST} answered 401 Unauthorized: it refuses us."),
        (answered(403, "Forbidden"), Locked, f"{HOST} answered 403 Forbidden: it refuses us."),
        (answered(408, "Timeout"), Unreachable, OUT_OF_ORDER.format("408 Timeout")),
        (answered(425), Unreachable, OUT_OF_ORDER.format("425")),
        (answered(500, "Error"), Unreachable, OUT_OF_ORDER.format("500 Error")),
        (answered(501), Unreachable, OUT_OF_ORDER.format("501")),
        (answered(409, "Conflict"), Changed, ADDRESS.format("409 Conflict")),
        (answered(426), Changed, ADDRESS.format("426")),
        (answered(499), Changed, ADDRESS.format("499")),
        (answered(404, "Not Found", b"<html>"), Changed, ADDRESS.format("404 Not Found")),
        (answered(404, "Not Found", b'{"chart": {}}'), Changed, ADDRESS.format("404 Not Found")),
        (answered(200, "OK", b"<html>"), Changed, "Expected quotes of BZ=F as JSON; found another kind of file."),
        (answered(200, "OK", b'{"chart": {}}'), Changed, "Expected result in the answer; found an empty object."),
        (answered(404, body=refused("Not Found", "No data found.")), Empty, "Yahoo has no quotes of BZ=F: No data found."),
        (answered(400, body=refused("Bad", "Data doesn't exist for")), Empty, "Yahoo has no quotes of BZ=F: Data doesn't exist for."),
        (answered(422, body=refused("Bad", "y" * 201)), Changed, f"Expected quotes of BZ=F; found Bad: {'y' * 200}."),
        (answered(200, body=refused("Bad", "No.")), Changed, "Expected quotes of BZ=F; found Bad: No."),
    ],
)  # fmt: skip
def test_an_answer_without_figures_is_told_by_its_status_and_in_yahoos_words(response, error, words):
    with pytest.raises(error) as raised:
        quotes._judge(response, "BZ=F", crumbed=False)
    assert (type(raised.value), str(raised.value)) == (error, words)


@pytest.mark.parametrize("response", [answered(401), answered(403), answered(200, body=b'{"chart": {"result": []}}')])
def test_a_refusal_of_the_crumb_is_left_to_yfinance_as_an_answer_with_figures_is(response):
    assert quotes._judge(response, "BZ=F", crumbed=True) is None


NOT_MADE = f"No connection to {HOST}: no network, or its name is not known."


@pytest.mark.parametrize(
    ("fault", "words", "passing"),
    [
        (DNSError("x", CurlECode.COULDNT_RESOLVE_HOST), NOT_MADE, False),
        (ProxyError("x", CurlECode.COULDNT_RESOLVE_PROXY), NOT_MADE, False),
        (NoConnection("x", CurlECode.COULDNT_CONNECT), NOT_MADE, False),
        (SSLError("x", CurlECode.PEER_FAILED_VERIFICATION), f"{HOST} could not prove that it is {HOST} (certificate).", False),
        (Timeout("x", CurlECode.OPERATION_TIMEDOUT), f"{HOST} did not answer in time.", True),
        (NoConnection("x", CurlECode.RECV_ERROR), f"{HOST} broke the connection off.", True),
        (RequestException("x"), f"{HOST} broke the connection off.", True),
    ],
)  # fmt: skip
def test_a_fault_of_the_connection_is_told_and_whether_it_may_pass(fault, words, passing):
    with pytest.raises(Unreachable) as raised, quotes._explained("BZ=F"):
        raise fault
    assert (str(raised.value), raised.value.passing) == (words, passing)


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (Locked("As it was."), Locked, "As it was."),
        (YFRateLimitError(), RateLimited, f"{HOST} asks us to come back later."),
        (YFTickerMissingError("BZ=F", "gone"), Empty, "Yahoo has no quotes of BZ=F."),
        (
            YFDataException("down"),
            Changed,
            "Expected quotes of BZ=F in the shape yfinance knows; found another (YFDataException).",
        ),
        (KeyError("meta"), Changed, "Expected quotes of BZ=F in the shape yfinance knows; found another (KeyError)."),
    ],
)
def test_a_fault_of_yfinance_is_told_as_one_of_our_own(fault, error, words):
    with pytest.raises(error) as raised, quotes._explained("BZ=F"):
        raise fault
    assert (type(raised.value), str(raised.value)) == (error, words)
