/** Jobs as textbooks write them, to compare Fanfare's with. */
@NullMarked
package io.fanfare.textbook;

import org.jspecify.annotations.NullMarked;
