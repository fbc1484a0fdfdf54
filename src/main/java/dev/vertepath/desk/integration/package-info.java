/** How messages and notifications fare, and who opened records: for those who see to that. */
@NullMarked
package dev.vertepath.desk.integration;

import org.jspecify.annotations.NullMarked;
