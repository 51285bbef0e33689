import { charge } from 'lib/api-routes/charge';

export default function handler(request, response) {
  response.status(200).json(charge(process.env.NEXT_PUBLIC_API_AUTH_TOKEN));
}
