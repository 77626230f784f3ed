package dev.parley.it.browser;

import dev.parley.it.client.Parley;
import dev.parley.it.system.SharedParley;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link AnnAndBob}, new for each test. */
@ExtendWith(SharedParley.class)
@SuppressWarnings("NullAway.Init") // set before each test
abstract class AnnAndBobFixture {
    final Parley parley;
    AnnAndBob both;
    Person ann;
    Person bob;

    AnnAndBobFixture(Parley parley) {
        this.parley = parley;
    }

    @BeforeEach
    final void meet() {
        both = new AnnAndBob(parley);
        ann = both.ann;
        bob = both.bob;
    }

    @AfterEach
    final void part() {
        both.close();
    }
}
