package io.globohub.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private final Redaction usual = Redaction.usualAnd(List.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    login password=hunter2 ok         | login password=[redacted] ok
                    DB_PASSWORD: hunter2              | DB_PASSWORD: [redacted]
                    {"api_key": "hunter 2", "a": 1}   | {"api_key": [redacted], "a": 1}
                    token='hunter2'; next             | token=[redacted]; next
                    Authorization: Bearer hunter2abc  | Authorization: [redacted]
                    sent Bearer hunter2abc.def to x   | sent Bearer [redacted] to x
                    Cookie: sid=hunter2; b=c          | Cookie: [redacted]
                    postgres://me:hunter2@db/x?y=1    | postgres://[redacted]@db/x?y=1
                    secret=hunter2&user=me            | secret=[redacted]&user=me
                    ghh_hunter2hunter2hunter2xx seen  | [redacted] seen
                    """)
    void theUsualSecretsDoNotLeaveTheHost(String line, String told) {
        assertThat(usual.of(line.strip())).isEqualTo(told.strip()).doesNotContain("hunter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2026-11-24 11:00:00 +0000] [42] [INFO] Booting worker with pid: 42",
                "GET https://example.net/a@b?page=2 200",
                "the passenger list has 3 entries",
                ""
            })
    void ordinaryLinesAreToldAsTheyAre(String line) {
        assertThat(usual.of(line)).isEqualTo(line);
    }

    @Test
    void whatTheHostAddsIsTakenOutTooAndOnlyItsGroupIfItNamesOne() {
        Redaction more = Redaction.usualAnd(
                List.of(Pattern.compile("card=(?<secret>[0-9 ]+)"), Pattern.compile("[\\w.]+@[\\w.]+")));

        assertThat(more.of("card=4711 0815; from ada@example.net")).isEqualTo("card=[redacted]; from [redacted]");
    }

    @Test
    void anExpressionThatWouldTakeForEverCostsTheLineNotTheThread() {
        Redaction slow = Redaction.usualAnd(List.of(Pattern.compile("^(?:(a+)\\1?)+$")));

        assertThat(slow.of("a".repeat(200) + "!")).isEqualTo(Redaction.TOO_COSTLY);
    }

    @Test
    void theLongestLineIsLookedThroughByAllUsualPatterns() {
        assertThat(usual.of("x=password ".repeat(700) + "password=hunter2")).endsWith("password=[redacted]");
        assertThat(usual.of("a:".repeat(4000))).startsWith("a:a:");
    }
}
