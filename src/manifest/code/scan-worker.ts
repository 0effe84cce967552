// The worker thread that reads code.
import { answerRequests } from '../../core/answer-requests.ts';
import { createAnswers } from './answer-request.ts';

answerRequests(createAnswers());
