import './computed/screen';
import './folded/screen';
import './loaded/screen';
import './mode/screen';
import './named/screen';
import './objects/screen';
