package io.globohub.common.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    private static final Map<String, String> WEB = Map.of("role", "web", "zone", "a");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "role=web              | true",
                "role==web             | true",
                "role = web            | true",
                "role=db               | false",
                "role!=db              | true",
                "role!=web             | false",
                "canary!=yes           | true",
                "zone in (a,b)         | true",
                "zone in ( a , b )     | true",
                "zone in (b)           | false",
                "zone notin (b,c)      | true",
                "zone notin (a)        | false",
                "canary notin (yes)    | true",
                "canary in (yes)       | false",
                "role                  | true",
                "canary                | false",
                "!canary               | true",
                "! canary              | true",
                "!role                 | false",
                "role=web,zone in (a,b),!canary | true",
                "role=web,zone=b       | false",
                "host=web-01           | true",
                "host in (web-02)      | false",
                "host!=web-01          | false"
            })
    void aHostIsChosenByItsLabelsAndItsName(String selector, boolean chosen) {
        assertThat(Selector.parse(selector).matches("web-01", WEB)).isEqualTo(chosen);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "  ",
                ",",
                "role=web,",
                ",role=web",
                "role=web,,zone=a",
                "=web",
                "role=we b",
                "role in",
                "role in ()",
                "role in (a",
                "role in a)",
                "role in ((a))",
                "role in (a,)",
                "role inside (a)",
                "role>1",
                "role=web zone=a",
                "!role=web",
                "!!role",
                "-a",
                "a-",
                "role=<img>",
                "role~web",
                "ação=1"
            })
    void whatCannotBeReadIsRefusedRatherThanMatchingTooMuch(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selector.parse(text))
                .withMessageContaining("role=web");
    }

    @Test
    void everyHostHasToBeAskedForExplicitly() {
        assertThat(Selector.everything().matches("any", Map.of())).isTrue();
        assertThat(Selector.everything()).hasToString("");
    }

    @Test
    void aLabelNamedHostCannotPretendToBeAnotherHost() {
        assertThat(Selector.parse("host=web-02").matches("web-01", Map.of("host", "web-02")))
                .isFalse();
        assertThat(Selector.isLabel("host", "x")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"role,web,true", "a.b/c,x,true", "role,'',false", "'',web,false", "role,a b,false", "ro le,web,false"})
    void onlyLabelsThatCanBeSelectedAreLabels(String key, String value, boolean usable) {
        assertThat(Selector.isLabel(key, value)).isEqualTo(usable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone in (b,a)          | zone in (a,b)",
                "zone in (a)            | zone=a",
                "zone notin (a)         | zone!=a",
                "role == web , ! canary | role=web,!canary"
            })
    void equalSelectorsHaveOneForm(String written, String canonical) {
        assertThat(Selector.parse(written)).hasToString(canonical);
    }

    /** One term in two forms: the text that people write, and what it means, said as plainly as possible. */
    private record Term(String text, Predicate<Map<String, String>> meaning) {}

    private static Term randomTerm(Random random) {
        List<String> keys = List.of("role", "zone", "env", "host");
        List<String> values = List.of("a", "b", "web", "web-01");
        String key = keys.get(random.nextInt(keys.size()));
        String one = values.get(random.nextInt(values.size()));
        String two = values.get(random.nextInt(values.size()));
        return switch (random.nextInt(6)) {
            case 0 -> new Term(key + "=" + one, labels -> one.equals(labels.get(key)));
            case 1 -> new Term(key + "!=" + one, labels -> !one.equals(labels.get(key)));
            case 2 ->
                new Term(
                        key + " in (" + one + ", " + two + ")",
                        labels -> one.equals(labels.get(key)) || two.equals(labels.get(key)));
            case 3 ->
                new Term(
                        key + " notin (" + one + "," + two + ")",
                        labels -> !one.equals(labels.get(key)) && !two.equals(labels.get(key)));
            case 4 -> new Term(key, labels -> labels.containsKey(key));
            default -> new Term("!" + key, labels -> !labels.containsKey(key));
        };
    }

    @Test
    void itAgreesWithANaiveModelOnRandomSelectorsAndHosts() {
        Random random = new Random(20260102);
        for (int round = 0; round < 20_000; round++) {
            List<Term> terms = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                terms.add(randomTerm(random));
            }
            String text = String.join(",", terms.stream().map(Term::text).toList());
            Map<String, String> labels = new TreeMap<>();
            for (String key : List.of("role", "zone", "env")) {
                if (random.nextBoolean()) {
                    labels.put(key, List.of("a", "b", "web").get(random.nextInt(3)));
                }
            }
            String host = random.nextBoolean() ? "web-01" : "b";
            Map<String, String> all = new TreeMap<>(labels);
            all.put("host", host);

            Selector selector = Selector.parse(text);
            boolean expected = terms.stream().allMatch(term -> term.meaning().test(all));
            assertThat(selector.matches(host, labels)).as("%s on %s", text, all).isEqualTo(expected);
            assertThat(Selector.parse(selector.toString()).matches(host, labels))
                    .as("canonical %s on %s", selector, all)
                    .isEqualTo(expected);
        }
    }
}
