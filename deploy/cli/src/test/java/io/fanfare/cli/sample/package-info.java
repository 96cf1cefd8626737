@NullMarked
package io.fanfare.cli.sample;

import org.jspecify.annotations.NullMarked;
