/** What operators are served, apart from everybody else. */
@NullMarked
package dev.parley.launcher.management;

import org.jspecify.annotations.NullMarked;
