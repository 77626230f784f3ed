@NullMarked
package dev.parley.contacts;

import org.jspecify.annotations.NullMarked;
