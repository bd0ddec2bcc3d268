package io.globohub.controller.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.testkit.RealParts;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window, driven as a person would, by what is seen on the page. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the calling test where there is no browser. */
    static Browser start(Path profile) {
        RealParts.require(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "no browser: apt install chromium chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // the driver is named, so that nothing is looked for or downloaded
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    void open(String address) {
        driver.get(address);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    void back() {
        driver.navigate().back();
    }

    void reload() {
        driver.navigate().refresh();
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the system says it prefers: {@code light} or {@code dark}. */
    void systemTheme(String theme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", theme),
                                // or a colour is measured half-way to the next
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** All text on the page. */
    String text() {
        return String.valueOf(run("return document.body.innerText"));
    }

    void sees(String text) {
        patiently()
                .untilAsserted(
                        () -> org.assertj.core.api.Assertions.assertThat(text()).contains(text));
    }

    void seesNoMore(String text) {
        patiently()
                .untilAsserted(
                        () -> org.assertj.core.api.Assertions.assertThat(text()).doesNotContain(text));
    }

    void isAt(String pathAndQuery) {
        patiently().until(() -> address().endsWith(pathAndQuery));
    }

    static org.awaitility.core.ConditionFactory patiently() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }

    /** The one element, once it is there; drawing anew may replace it at any time. */
    WebElement find(String css) {
        patiently().until(() -> !driver.findElements(By.cssSelector(css)).isEmpty());
        return driver.findElement(By.cssSelector(css));
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    void click(String css) {
        patiently().ignoreException(StaleElementReferenceException.class).until(() -> {
            find(css).click();
            return true;
        });
    }

    /** Clicks the button, link or menu that says exactly this, or is described so. */
    void press(String label) {
        patiently().until(() -> Boolean.TRUE.equals(run("""
                const all = [...document.querySelectorAll('dialog button, button, summary, a, input')];
                const it = all.find((each) => each.innerText.trim() === arguments[0] || each.getAttribute('aria-label') === arguments[0]);
                it?.click();
                return it !== undefined;
                """, label)));
    }

    void type(String css, String text) {
        patiently().ignoreException(StaleElementReferenceException.class).until(() -> {
            WebElement field = find(css);
            field.clear();
            field.sendKeys(text);
            return true;
        });
    }

    /** Chooses from a list by value. */
    void choose(String css, String value) {
        patiently().until(() -> Boolean.TRUE.equals(run("""
                const it = document.querySelector(arguments[0]);
                if (!it || ![...it.options].some((each) => each.value === arguments[1])) { return false; }
                it.value = arguments[1];
                it.dispatchEvent(new Event('change', {bubbles: true}));
                return true;
                """, css, value)));
    }

    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Holds Control while the key is pressed. */
    void control(String key) {
        new Actions(driver)
                .keyDown(Keys.CONTROL)
                .sendKeys(key)
                .keyUp(Keys.CONTROL)
                .perform();
    }

    /** Where the keyboard is: the text, or the description, of what has the focus. */
    String focus() {
        return String.valueOf(
                run("const it = document.activeElement; return it.getAttribute('aria-label') ?? it.innerText.trim()"));
    }

    /** Moves the pointer to the middle of the element. */
    void point(String css) {
        patiently().ignoreException(StaleElementReferenceException.class).until(() -> {
            new Actions(driver).moveToElement(find(css)).perform();
            return true;
        });
    }

    /** Runs in every page opened from now on, before any script of the page's own, until taken away. */
    Runnable beforeEachPage(String script) {
        Object id = driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                .get("identifier");
        return () -> driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id));
    }

    void escape() {
        keys(Keys.ESCAPE);
    }

    /** What the console said since it was last asked, but for refused requests that were meant. */
    List<String> console(String... meant) {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .filter(line -> Stream.of(meant).noneMatch(line::contains))
                .toList();
    }

    /** What axe has against the page as it is, by WCAG 2.1 A and AA; empty is good. */
    List<String> axe() throws IOException {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']})
                  .then((result) => done(JSON.stringify(result.violations.map((each) => ({id: each.id, nodes: each.nodes.map((node) => node.html + ' | ' + node.failureSummary)})))), (failure) => done(JSON.stringify([{id: String(failure), nodes: ['']}])));
                """);
        List<String> violations = new ArrayList<>();
        for (JsonNode violation : Json.tree(String.valueOf(found))) {
            violation
                    .get("nodes")
                    .forEach(node -> violations.add(violation.get("id").asText() + ": " + node.asText()));
        }
        return violations;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
