package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.parley.it.client.Parley;
import dev.parley.it.system.Repository;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody at a browser of their own. */
final class Person implements AutoCloseable {
    private static final double PATIENCE_MS = 15_000;
    private static final Path SCREENSHOTS = Repository.target().resolve("screenshots");

    final String name;
    final String username;
    final Page page;

    private final BrowserContext context;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Somebody who has no account yet. */
    Person(Browser browser, URI parley, String name, Browser.NewContextOptions options) {
        this(browser, parley, name, newUsername(name), options);
    }

    Person(Browser browser, URI parley, String name, String username, Browser.NewContextOptions options) {
        this.name = name;
        this.username = username;
        this.context = browser.newContext(options.setBaseURL(parley.toString()));
        context.setDefaultTimeout(PATIENCE_MS);
        this.page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.navigate("/");
    }

    Person signUp() {
        at("signup-link").click();
        at("signup-display-name").fill(name);
        at("signup-username").fill(username);
        at("signup-email").fill(username + "@example.org");
        at("signup-password").fill(Parley.PASSWORD);
        at("signup-submit").click();
        assertThat(at("me-menu")).isVisible();
        return this;
    }

    private static String newUsername(String name) {
        return name.toLowerCase(Locale.ROOT) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    Person logIn() {
        return logIn(Parley.PASSWORD);
    }

    @CanIgnoreReturnValue
    Person logIn(String password) {
        at("login-email").fill(username + "@example.org");
        at("login-password").fill(password);
        at("login-submit").click();
        assertThat(at("me-menu")).isVisible();
        return this;
    }

    Locator at(String testId) {
        return page.getByTestId(testId);
    }

    void askToBeAContact(Person other) {
        at("tab-people").click();
        at("people-search").fill(other.username);
        var row = at("person-result").filter(new Locator.FilterOptions().setHasText(other.name));
        row.getByTestId("contact-request-send").click();
        assertThat(row.getByTestId("contact-pending")).isVisible();
        at("people-search").fill("");
    }

    void acceptFrom(Person other) {
        at("tab-people").click();
        at("contact-request")
                .filter(new Locator.FilterOptions().setHasText(other.name))
                .getByTestId("contact-accept")
                .click();
        assertThat(contact(other)).isVisible();
    }

    Locator contact(Person other) {
        return at("contact-item").filter(new Locator.FilterOptions().setHasText(other.name));
    }

    void openDirectRoomWith(Person other) {
        at("tab-people").click();
        contact(other).getByTestId("open-direct").click();
        assertThat(at("chat-title")).hasText(other.name);
    }

    void openChat(Person other) {
        at("tab-chats").click();
        roomWith(other).click();
        assertThat(at("chat-title")).hasText(other.name);
    }

    /** Goes to a room by its address. */
    void open(String roomId, String title) {
        page.navigate("/#/chats/" + roomId);
        assertThat(at("chat-title")).hasText(title);
    }

    Locator roomWith(Person other) {
        return at("room-item").filter(new Locator.FilterOptions().setHasText(other.name));
    }

    void write(String text) {
        at("composer").fill(text);
        at("send").click();
    }

    Locator message(String text) {
        return at("message")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByTestId("message-text")
                                .getByText(text, new Locator.GetByTextOptions().setExact(true))));
    }

    /** Opens the menu of a message and chooses one of its entries. */
    void choose(String text, String entry) {
        message(text).hover();
        message(text).getByTestId("message-actions").click();
        message(text).getByTestId(entry).first().click();
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    void openSettings(String section) {
        at("me-menu").click();
        at("settings-open").click();
        at("settings-" + section).click();
    }

    void seesOnce(String text) {
        assertThat(message(text)).hasCount(1);
    }

    void seesState(String text, String state) {
        assertThat(message(text)).hasAttribute("data-state", state);
    }

    void screenshot(String file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(file + ".png")));
    }

    /** What the page complained of on its console since the last call. */
    List<String> complaints() {
        var all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    @Override
    public void close() {
        context.close();
    }
}
