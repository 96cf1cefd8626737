/** E-mail, over SMTP. */
@NullMarked
package io.fanfare.agents.email;

import org.jspecify.annotations.NullMarked;
