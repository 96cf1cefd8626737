@NullMarked
package io.fanfare.cli;

import org.jspecify.annotations.NullMarked;
