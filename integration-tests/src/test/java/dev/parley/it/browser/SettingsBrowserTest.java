package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.parley.it.client.Parley;
import org.junit.jupiter.api.Test;

/** One's own account and devices. */
class SettingsBrowserTest extends AnnAndBobFixture {
    SettingsBrowserTest(Parley parley) {
        super(parley);
    }

    @Test
    void endingAnotherDeviceLogsThatOneOut() {
        var other = both.annsOtherDevice().logIn();
        ann.openSettings("devices");
        assertThat(ann.page.locator("[data-testid=session-item][data-current=true]"))
                .containsText("This device");
        ann.screenshot("devices");

        browserOtherThanThis(ann).getByTestId("session-end").click();

        assertThat(other.at("login-email")).isVisible();
        assertThat(other.at("toast")).containsText("logged out");
        assertThat(browserOtherThanThis(ann)).hasCount(0);
        assertThat(ann.at("settings-dialog")).isVisible(); // this one goes on
    }

    @Test
    void newNameIsSavedAndABadOneIsSaidBesideItsField() {
        ann.openSettings("profile");
        ann.at("profile-username").fill("no spaces please");
        ann.at("profile-save").click();
        assertThat(ann.at("profile-username")).hasAttribute("aria-invalid", "true");
        ann.screenshot("settings-wrong");

        ann.at("profile-username").fill(ann.username + "x");
        ann.at("profile-display-name").fill("Anna");
        ann.at("profile-save").click();

        assertThat(ann.at("settings-dialog")).containsText("Saved.");
        assertThat(ann.at("me-menu")).containsText("Anna");
    }

    @Test
    void usernameOfSomebodyElseIsRefusedInPlainWords() {
        ann.openSettings("profile");
        ann.at("profile-username").fill(bob.username);

        ann.at("profile-save").click();

        assertThat(ann.at("settings-error")).containsText("taken");
    }

    @Test
    void whereNoMailIsSentNoneIsOffered() {
        ann.openSettings("notifications");
        assertThat(ann.at("away-previews")).isVisible();
        assertThat(ann.at("away-email")).hasCount(0);
    }

    @Test
    void newPasswordLogsTheOtherDevicesOut() {
        var other = both.annsOtherDevice().logIn();
        ann.openSettings("password");
        ann.at("password-current").fill("not my password");
        ann.at("password-new").fill("quite another password");
        ann.at("password-save").click();
        assertThat(ann.at("settings-error")).containsText("wrong");

        ann.at("password-current").fill(Parley.PASSWORD);
        ann.at("password-save").click();

        assertThat(ann.at("settings-dialog")).containsText("Changed.");
        ann.screenshot("password-changed");
        assertThat(other.at("login-email")).isVisible();
        other.logIn("quite another password");
        assertThat(ann.at("me-menu")).isVisible();
    }

    @Test
    void accountIsDeletedOnlyOnceItsNameHasBeenTyped() {
        ann.openSettings("account");
        assertThat(ann.at("account-delete")).isDisabled();
        ann.at("account-delete-name").fill(ann.username);
        ann.screenshot("account-delete");
        ann.at("account-delete").click();

        assertThat(ann.at("toast")).containsText("Your account is deleted");
        ann.at("login-email").fill(ann.username + "@example.org");
        ann.at("login-password").fill(Parley.PASSWORD);
        ann.at("login-submit").click();
        assertThat(ann.at("login-error")).containsText("wrong");
    }

    /** The other browser of the list; the test's own REST client is a device too. */
    private static Locator browserOtherThanThis(Person who) {
        return who.page
                .locator("[data-testid=session-item][data-current=false]")
                .filter(new Locator.FilterOptions().setHasText("Chrome"));
    }
}
