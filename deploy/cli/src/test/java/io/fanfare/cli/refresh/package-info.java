@NullMarked
package io.fanfare.cli.refresh;

import org.jspecify.annotations.NullMarked;
