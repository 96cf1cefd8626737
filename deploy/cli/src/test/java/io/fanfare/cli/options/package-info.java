@NullMarked
package io.fanfare.cli.options;

import org.jspecify.annotations.NullMarked;
