package dev.parley.message;

import dev.parley.model.auth.PublicUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The verticle deployed in a world of its own, and three people. */
abstract class WorldFixture {
    final World world = new World();
    final PublicUser ada = world.ada;
    final PublicUser bob = world.bob;
    final PublicUser cy = world.cy;

    @BeforeEach
    void deploy() {
        world.deploy();
    }

    @AfterEach
    void close() {
        world.close();
    }
}
