@NullMarked
package io.fanfare.cli.source;

import org.jspecify.annotations.NullMarked;
