/** What auth-verticle is asked, answers and announces. */
@NullMarked
package dev.parley.model.auth;

import org.jspecify.annotations.NullMarked;
