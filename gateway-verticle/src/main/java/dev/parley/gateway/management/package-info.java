/** What operators are served, apart from everybody else. */
@NullMarked
package dev.parley.gateway.management;

import org.jspecify.annotations.NullMarked;
