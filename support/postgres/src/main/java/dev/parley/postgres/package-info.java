/** PostgreSQL as Parley uses it: pool, migrations, failures. */
@NullMarked
package dev.parley.postgres;

import org.jspecify.annotations.NullMarked;
