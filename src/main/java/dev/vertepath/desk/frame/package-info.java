/** What all pages have in common: layout, languages, theme, forms, errors. */
@NullMarked
package dev.vertepath.desk.frame;

import org.jspecify.annotations.NullMarked;
