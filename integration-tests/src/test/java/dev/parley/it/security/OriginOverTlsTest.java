package dev.parley.it.security;

import dev.parley.it.client.Parley;
import dev.parley.it.system.OverTls;

/** {@link OriginTest}, over TLS. */
@OverTls
class OriginOverTlsTest extends OriginTest {
    OriginOverTlsTest(Parley parley) {
        super(parley);
    }
}
