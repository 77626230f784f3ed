package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Parley;
import dev.parley.it.system.SharedParley;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dialogs and the search on a screen as narrow as a phone's, in dark colours. */
@ExtendWith(SharedParley.class)
class PhoneBrowserTest {
    private final Parley parley;

    PhoneBrowserTest(Parley parley) {
        this.parley = parley;
    }

    @Test
    void nothingHangsOverTheEdge() {
        try (var both = new AnnAndBob(parley, AnnAndBob.darkPhone())) {
            var ann = both.ann;
            ann.openSettings("devices");
            assertThat(ann.at("session-item").first()).isVisible();
            fits(ann, "phone-settings");
            ann.at("dialog-close").click();

            ann.open(both.group, AnnAndBob.GROUP);
            ann.write("Come, @" + both.bob.username);
            assertThat(ann.at("mention")).isVisible();
            ann.at("details-open").click();
            ann.at("member-actions").click();
            ann.at("mute-room").click();
            fits(ann, "phone-details");
            ann.at("dialog-close").click();

            ann.at("search-in-room").click();
            assertThat(ann.at("search-input")).isFocused();
            fits(ann, "phone-search");
        }
    }

    private static void fits(Person who, String screenshot) {
        who.screenshot(screenshot);
        assertThat(who.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as(screenshot)
                .isEqualTo(true);
    }
}
