/** The desk in a real browser; run in the integration-test phase. */
@NullMarked
package dev.vertepath.desk.browser;

import org.jspecify.annotations.NullMarked;
