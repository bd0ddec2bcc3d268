package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.protocol.Role;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No text from anywhere becomes markup or script, not even from a controller that was taken over. */
@ExtendWith(OnStage.class)
class HostilePageTest {
    private static final Pattern MARKUP = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|createContextualFragment|setHTML"
                    + "|\\beval\\(|new Function|javascript:|setAttribute\\('on|srcdoc");

    private static void makeHostile(ObjectNode host) {
        String name = host.get("name").asText() + Stage.HOSTILE;
        host.put("name", name);
        ObjectNode labels = host.putObject("labels");
        labels.put("owner", Stage.HOSTILE).put(Stage.HOSTILE, "x");
        host.put("agent_version", Stage.HOSTILE);
        host.putObject("hold").put("owner", Stage.HOSTILE).put("reason", Stage.HOSTILE);
        host.get("apps").forEach(app -> {
            ((ObjectNode) app).put("app", Stage.HOSTILE).put("running_version", Stage.HOSTILE);
            ((ObjectNode) app)
                    .putArray("drift")
                    .addObject()
                    .put("app", Stage.HOSTILE)
                    .put("cause", Stage.HOSTILE)
                    .put("detail", Stage.HOSTILE);
        });
    }

    @Test
    void namesLabelsAndVersionsFullOfMarkupAreShownAsTheyAreWritten(Stage stage) throws Exception {
        Browser browser = stage.browser();
        try (ManyHosts hostile = new ManyHosts(stage.address(""), 40, HostilePageTest::makeHostile)) {
            browser.open(hostile.address("/login"));
            browser.run("sessionStorage.setItem('globohub.token', arguments[0])", stage.token(Role.ADMIN));
            browser.open(hostile.address("/hosts"));
            browser.sees("many-0001<img src=x onerror=");
            browser.press("owner");
            browser.press("Columns");
            browser.click(".grid tbody input[type=checkbox]");
            browser.sees("1 host selected");
            browser.press("Lift holds…");
            browser.sees("holds it: “<img src=x");
            browser.escape();
            browser.press("Restart…");
            browser.sees("Restart on many-0000<img");
            browser.escape();
            stage.expectInConsole("400");
            browser.open(hostile.address("/"));
            browser.point(".waffle canvas");
            browser.find(".tip:not([hidden])");
            browser.choose(".card select", Stage.HOSTILE);
            browser.sees("version of <img");
            assertThat(browser.count("img, script[src='x'], iframe")).isZero();
            assertThat(browser.run("return document.title").toString()).isEqualTo("Fleet · globoHUB");
        } finally {
            stage.expectInConsole("net::ERR");
            browser.open("about:blank");
        }
    }

    @Test
    void theBrowserItselfRefusesWhatIsInlineOrFromElsewhere(Stage stage) {
        stage.expectInConsole("Content Security Policy");
        stage.expectInConsole("TrustedHTML");
        stage.expectInConsole("TrustedScript");
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.sees("As desired");
        Object refused = browser.run("""
                const tried = [];
                const attempt = (name, act) => { try { act(); tried.push(name); } catch { /* refused */ } };
                attempt('markup', () => { document.body.innerHTML += '<b>x</b>'; });
                const inline = document.createElement('script');
                attempt('inline script', () => { inline.textContent = 'window.ran = true'; document.head.append(inline); });
                const style = document.createElement('style');
                style.textContent = 'body { display: none }';
                document.head.append(style);
                return JSON.stringify([tried, window.ran === true, getComputedStyle(document.body).display]);
                """);
        assertThat(refused.toString()).isEqualTo("[[],false,\"block\"]");
        // what a driver's script may do is not what the page may, so that is tried in a moment of the page's own
        browser.run("""
                setTimeout(() => { try { window.eval('1'); window.evaluated = true; } catch { window.evaluated = false; } });
                """);
        Browser.patiently().until(() -> Boolean.FALSE.equals(browser.run("return window.evaluated")));
    }

    @Test
    void noFileOfThePageCanTurnTextIntoMarkup() throws IOException, URISyntaxException {
        Path root = Path.of(HostilePageTest.class.getResource("/web/index.html").toURI())
                .getParent();
        List<String> found = new ArrayList<>();
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(js|html)"))
                    .toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (MARKUP.matcher(lines.get(i)).find()) {
                        found.add(root.relativize(file) + ":" + (i + 1) + " " + lines.get(i));
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
