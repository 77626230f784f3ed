package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.it.client.Parley;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Settings;
import dev.parley.it.system.SharedParley;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two people, two browsers, one server: what a person does and sees. */
@ExtendWith(SharedParley.class)
class BrowserTest {
    private final Parley parley;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Browsers browsers;

    BrowserTest(Parley parley) {
        this.parley = parley;
    }

    @BeforeEach
    void open() {
        browsers = new Browsers();
    }

    @AfterEach
    void close() {
        browsers.close();
    }

    @Test
    void twoPeopleFindEachOtherAndChat() {
        try (var ann = person("Ann").signUp();
                var bob = person("Bob").signUp()) {
            ann.askToBeAContact(bob);
            bob.acceptFrom(ann);
            assertThat(ann.contact(bob)).isVisible();
            assertThat(ann.contact(bob).getByTestId("presence-dot")).hasAttribute("data-status", "online");

            ann.openDirectRoomWith(bob);
            ann.write("Hello Bob!");
            ann.seesOnce("Hello Bob!");
            bob.at("tab-chats").click();
            assertThat(bob.roomWith(ann).getByTestId("unread-count")).hasText("1");
            ann.seesState("Hello Bob!", "delivered");
            bob.screenshot("unread");

            bob.openChat(ann);
            bob.seesOnce("Hello Bob!");
            ann.seesState("Hello Bob!", "read");
            assertThat(bob.roomWith(ann).getByTestId("unread-count")).isHidden();

            bob.at("composer").pressSequentially("Hi A");
            assertThat(ann.at("typing")).isVisible();
            ann.screenshot("typing");
            bob.write("Hi Ann, how are you?");
            ann.seesOnce("Hi Ann, how are you?");
            bob.seesState("Hi Ann, how are you?", "read");
            ann.screenshot("chat");

            assertThat(ann.complaints()).isEmpty();
            assertThat(bob.complaints()).isEmpty();
        }
    }

    @Test
    void reloadingKeepsTheSessionAndTheChat() {
        try (var ann = person("Ann").signUp();
                var bob = person("Bob").signUp()) {
            ann.askToBeAContact(bob);
            bob.acceptFrom(ann);
            ann.openDirectRoomWith(bob);
            ann.write("Before the reload");
            ann.seesState("Before the reload", "delivered");

            ann.page.reload();

            assertThat(ann.at("me-menu")).isVisible();
            ann.openChat(bob);
            ann.seesOnce("Before the reload");
            bob.openChat(ann);
            bob.write("After the reload");
            ann.seesOnce("After the reload");
        }
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES) // two starts of a server
    void restartedServerCostsABannerAndNoMessage() {
        var data = Folders.fresh("browser-restart");
        var server = ParleyProcess.start("browser-restart-1", data, Settings.GENEROUS);
        var address = server.baseUri();
        try (var ann = person(server, "Ann").signUp();
                var bob = person(server, "Bob").signUp()) {
            ann.askToBeAContact(bob);
            bob.acceptFrom(ann);
            ann.openDirectRoomWith(bob);
            ann.write("Before the restart");
            ann.seesState("Before the restart", "delivered");
            bob.openChat(ann);

            server.stop();
            assertThat(ann.at("reconnect-banner")).isVisible();
            ann.write("Sent meanwhile");
            ann.seesState("Sent meanwhile", "sending");
            ann.screenshot("reconnecting");

            try (var again = ParleyProcess.start("browser-restart-2", data, address.getPort(), Settings.GENEROUS)) {
                assertThat(again.baseUri()).isEqualTo(address);
                var patient = new LocatorAssertions.IsHiddenOptions().setTimeout(45_000);
                assertThat(ann.at("reconnect-banner")).isHidden(patient);
                assertThat(bob.at("reconnect-banner")).isHidden(patient);

                assertThat(ann.message("Sent meanwhile"))
                        .hasAttribute("data-state", Pattern.compile("sent|delivered|read"));
                bob.seesOnce("Sent meanwhile");
                ann.seesOnce("Sent meanwhile");
            }
        } finally {
            ParleyProcess.endOrphans(data);
        }
    }

    @Test
    void groupsReactionsEditsAndDeletions() {
        try (var ann = person("Ann").signUp();
                var bob = person("Bob").signUp()) {
            ann.askToBeAContact(bob);
            bob.acceptFrom(ann);
            ann.at("new-group").click();
            ann.at("group-name").fill("Weekend");
            ann.at("group-member")
                    .filter(new Locator.FilterOptions().setHasText("Bob"))
                    .click();
            ann.at("group-create").click();
            assertThat(ann.at("chat-title")).hasText("Weekend");
            ann.write("Who brings cake?");
            bob.at("tab-chats").click();
            bob.at("room-item")
                    .filter(new Locator.FilterOptions().setHasText("Weekend"))
                    .click();
            bob.seesOnce("Who brings cake?");

            bob.message("Who brings cake?").hover();
            bob.message("Who brings cake?").getByTestId("message-actions").click();
            bob.at("react").first().click();
            assertThat(ann.message("Who brings cake?").getByTestId("reaction")).isVisible();
            ann.screenshot("group");

            ann.message("Who brings cake?").hover();
            ann.message("Who brings cake?").getByTestId("message-actions").click();
            ann.at("message-edit").click();
            ann.write("Who brings the cake?");
            bob.seesOnce("Who brings the cake?");
            ann.message("Who brings the cake?").hover();
            ann.message("Who brings the cake?").getByTestId("message-actions").click();
            ann.at("message-delete").click();
            ann.at("confirm-ok").click();
            bob.seesOnce("Message deleted");
        }
    }

    @Test
    void wrongPasswordIsSaidPlainlyAndLoggingOutEndsTheSession() {
        try (var ann = person("Ann").signUp()) {
            ann.at("me-menu").click();
            ann.at("logout").click();
            ann.at("login-email").fill(ann.username + "@example.org");
            ann.at("login-password").fill("not my password");
            ann.at("login-submit").click();
            assertThat(ann.at("login-error")).containsText("wrong");

            ann.at("login-password").fill(Parley.PASSWORD);
            ann.at("login-submit").click();

            assertThat(ann.at("me-menu")).isVisible();
        }
    }

    @Test
    void phoneWidthAndDarkColoursWork() {
        var options = new Browser.NewContextOptions().setViewportSize(390, 844).setColorScheme(ColorScheme.DARK);
        try (var ann = new Person(browsers.chromium(), parley.baseUri(), "Ann", options).signUp();
                var bob = person("Bob").signUp()) {
            ann.askToBeAContact(bob);
            bob.acceptFrom(ann);
            ann.openDirectRoomWith(bob);
            ann.write("From my phone");
            ann.seesState("From my phone", "delivered");
            ann.screenshot("phone-chat");
            assertThat(ann.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("nothing hangs over the edge")
                    .isEqualTo(true);

            ann.at("back").click();

            assertThat(ann.roomWith(bob)).isVisible();
            ann.screenshot("phone-list");
        }
    }

    private Person person(String name) {
        return new Person(browsers.chromium(), parley.baseUri(), name, desktop());
    }

    private Person person(ParleyProcess server, String name) {
        return new Person(browsers.chromium(), server.baseUri(), name, desktop());
    }

    private static Browser.NewContextOptions desktop() {
        return new Browser.NewContextOptions().setViewportSize(1200, 800).setColorScheme(ColorScheme.LIGHT);
    }
}
