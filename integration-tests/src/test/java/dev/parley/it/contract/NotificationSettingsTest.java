package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How one wants to be told: as saved, or the defaults. */
@ExtendWith(SharedParley.class)
class NotificationSettingsTest {
    private static final String PATH = "/notifications/settings";

    private final Parley parley;
    private final TestUser ann;

    NotificationSettingsTest(Parley parley) {
        this.parley = parley;
        this.ann = parley.user("Ann");
    }

    @Test
    void whoHasNotSaidIsToldAsTheDefaultsSay() {
        assertThat(ann.rest().get(PATH).expect(200).json())
                .isEqualTo(answered(settings(true, false, true).putNull("quietHours")));
    }

    @Test
    void theyAreSavedAsAWhole() {
        var quiet = new JsonObject().put("from", "22:00").put("to", "07:30").put("timeZone", "Europe/Berlin");
        var wanted = settings(false, true, false).put("quietHours", quiet);
        assertThat(ann.rest().put(PATH, wanted).expect(200).json()).isEqualTo(answered(wanted));
        assertThat(ann.onAnotherDevice().rest().get(PATH).expect(200).json()).isEqualTo(answered(wanted));

        var without = settings(true, true, true);
        assertThat(ann.rest().put(PATH, without).expect(200).json())
                .isEqualTo(answered(without.copy().putNull("quietHours")));
        assertThat(ann.rest().get(PATH).expect(200).json().getValue("quietHours"))
                .as("not kept from before")
                .isNull();
        assertThat(parley.user("Bob").rest().get(PATH).expect(200).json().getBoolean("email"))
                .as("another's")
                .isFalse();
    }

    @Test
    void eachBadFieldIsNamed() {
        ann.rest().put(PATH, new JsonObject()).invalid("push", "email", "previews");
        for (var field : new String[] {"push", "email", "previews"}) {
            ann.rest().put(PATH, settings(true, true, true).put(field, "yes")).invalid(field);
            ann.rest().put(PATH, settings(true, true, true).putNull(field)).invalid(field);
        }
        ann.rest().put(PATH, settings(true, true, true).put("quietHours", 7)).invalid("quietHours");
        ann.rest()
                .put(PATH, settings(true, true, true).put("quietHours", new JsonObject()))
                .invalid("quietHours.from", "quietHours.to", "quietHours.timeZone");
    }

    @Test
    void eachBadQuietHourIsNamed() {
        Map.of(
                        "from", new Object[] {"24:00", "7:30", "", 7},
                        "to", new Object[] {"22:00", "22:60", "22:00:30", false},
                        "timeZone", new Object[] {"Mars/Olympus", "+02:00", "", 1})
                .forEach((field, values) -> {
                    for (var value : values) {
                        var quiet = new JsonObject()
                                .put("from", "22:00")
                                .put("to", "07:30")
                                .put("timeZone", "Europe/Berlin")
                                .put(field, value);
                        ann.rest()
                                .put(PATH, settings(true, true, true).put("quietHours", quiet))
                                .invalid("quietHours." + field); // to: the same as from is one of them
                    }
                });
        assertThat(ann.rest().get(PATH).expect(200).json().getValue("quietHours"))
                .isNull();
    }

    @Test
    void strangersAreRefused() {
        parley.anonymous().get(PATH).refused(401, "UNAUTHENTICATED");
        parley.anonymous().put(PATH, settings(true, true, true)).refused(401, "UNAUTHENTICATED");
    }

    /** The installation that is tested has no SMTP server. */
    private static JsonObject answered(JsonObject settings) {
        return settings.copy().put("emailAvailable", false);
    }

    private static JsonObject settings(boolean push, boolean email, boolean previews) {
        return new JsonObject().put("push", push).put("email", email).put("previews", previews);
    }
}
