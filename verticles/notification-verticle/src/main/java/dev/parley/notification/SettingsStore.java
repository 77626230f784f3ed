package dev.parley.notification;

import dev.parley.model.bus.Done;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.GetSettings;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.QuietHours;
import dev.parley.model.notification.SaveSettings;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** How users want to be told. Everything fails as UNAVAILABLE while PostgreSQL is away. */
public final class SettingsStore {
    /** For other statements: the columns of {@link #settings}, from a left join as {@code settings}. */
    public static final String COLUMNS = "settings.push as on_push, settings.email as on_email,"
            + " settings.previews as with_previews, settings.quiet_from, settings.quiet_to, settings.quiet_zone";

    private static final String GET =
            "select " + COLUMNS + " from notification_settings settings where settings.user_id = $1";

    private static final String SAVE = """
            insert into notification_settings (user_id, push, email, previews, quiet_from, quiet_to, quiet_zone)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (user_id) do update set push = excluded.push, email = excluded.email,
                previews = excluded.previews, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
                quiet_zone = excluded.quiet_zone""";

    private final Queries queries;

    SettingsStore(Queries queries) {
        this.queries = queries;
    }

    Future<NotificationSettings> get(GetSettings request) {
        return queries.query(GET, request.userId().value())
                .map(rows -> rows.size() == 0
                        ? NotificationSettings.DEFAULT
                        : settings(rows.iterator().next()));
    }

    Future<NotificationSettings> save(SaveSettings request) {
        var settings = request.settings();
        var quiet = settings.quietHours();
        return queries.query(
                        SAVE,
                        request.userId().value(),
                        settings.push(),
                        settings.email(),
                        settings.previews(),
                        quiet == null ? null : quiet.from(),
                        quiet == null ? null : quiet.to(),
                        quiet == null ? null : quiet.timeZone().getId())
                .map(settings);
    }

    Future<Done> forget(UserId user) {
        return queries.query("delete from notification_settings where user_id = $1", user.value())
                .map(Done.DONE);
    }

    /** Of a row with {@link #COLUMNS}; all null are those of who has not said. */
    public static NotificationSettings settings(Row row) {
        return row.getBoolean("on_push") == null
                ? NotificationSettings.DEFAULT
                : new NotificationSettings(
                        row.getBoolean("on_push"),
                        row.getBoolean("on_email"),
                        row.getBoolean("with_previews"),
                        quietHours(row));
    }

    private static @Nullable QuietHours quietHours(Row row) {
        var zone = row.getString("quiet_zone");
        // A zone that this Java does not know any more: rather quiet at the wrong hour than none at all.
        return zone == null
                ? null
                : new QuietHours(
                        row.getLocalTime("quiet_from"),
                        row.getLocalTime("quiet_to"),
                        ZoneId.of(ZoneId.getAvailableZoneIds().contains(zone) ? zone : "UTC"));
    }
}
