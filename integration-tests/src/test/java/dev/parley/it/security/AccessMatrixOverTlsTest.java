package dev.parley.it.security;

import dev.parley.it.client.Parley;
import dev.parley.it.system.OverTls;

/** {@link AccessMatrixTest}, over TLS. */
@OverTls
class AccessMatrixOverTlsTest extends AccessMatrixTest {
    AccessMatrixOverTlsTest(Parley parley) {
        super(parley);
    }
}
