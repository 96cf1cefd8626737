@NullMarked
package io.fanfare.cli.soak;

import org.jspecify.annotations.NullMarked;
