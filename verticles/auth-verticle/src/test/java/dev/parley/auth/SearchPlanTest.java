package dev.parley.auth;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.postgres.Postgres;
import dev.parley.postgres.PostgresConfig;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SearchPlanTest {
    @Test
    void bothHalvesAreReadByTheirIndexWhateverIsLookedFor() throws SQLException {
        var config = PostgresFixture.freshDatabase();
        migrate(config);

        var plan = new StringBuilder();
        var url = "jdbc:postgresql://" + config.host() + ":" + config.port() + "/" + config.database()
                + "?preferQueryMode=simple"; // the others want values for the parameters
        try (var connection = DriverManager.getConnection(url, config.user(), config.password());
                var statement = connection.createStatement()) {
            statement.execute("set search_path = auth");
            statement.execute("""
                    insert into users (id, username, email, email_folded, display_name, display_name_folded,
                        password_hash, created_at)
                    select n, 'user' || n, n || '@x', n || '@x', 'User ' || n, 'user ' || n, '-', now()
                    from generate_series(1, 20000) n
                    """);
            statement.execute("analyze users");
            // A prepared statement's plan for any parameters, which is what the driver comes to use.
            try (var rows = statement.executeQuery("explain (generic_plan) " + UserStore.SEARCH)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
        }

        assertThat(plan.toString())
                .contains("users_username", "users_display_name")
                .doesNotContain("Seq Scan");
    }

    private static void migrate(PostgresConfig config) {
        var vertx = Vertx.vertx();
        await(Postgres.open(vertx, config, "auth").compose(Postgres::close));
        await(vertx.close());
    }
}
