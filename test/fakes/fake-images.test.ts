import { describeImages } from '../contract/images.contract.ts';
import { createFakeImages } from './fake-images.ts';

describeImages('the fake', createFakeImages);
